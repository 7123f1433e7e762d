import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { alarmList } from '../../../cli/aws/alarm-list';

const cloudWatch = mockClient(CloudWatchClient);
const listAlarms = alarmList(new CloudWatchClient({ region: 'eu-west-1' }));

beforeEach(() => cloudWatch.reset());

it('lists the alarms of all pages', async () => {
  cloudWatch
    .on(DescribeAlarmsCommand, { AlarmNamePrefix: 'Mine-' })
    .resolves({
      MetricAlarms: [{ AlarmName: 'Mine-A', StateValue: 'OK', AlarmDescription: 'A.' }],
      NextToken: 'more',
    })
    .on(DescribeAlarmsCommand, { AlarmNamePrefix: 'Mine-', NextToken: 'more' })
    .resolves({ MetricAlarms: [{ AlarmName: 'Mine-B', StateValue: 'ALARM' }] });

  expect(await listAlarms('Mine-')).toEqual([
    { name: 'Mine-A', state: 'OK', description: 'A.' },
    { name: 'Mine-B', state: 'ALARM', description: '' },
  ]);
});

it('names the permission that is missing', async () => {
  cloudWatch.rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));

  await expect(listAlarms('Mine-')).rejects.toThrow('cloudwatch:DescribeAlarms');
});
