import {
  DescribeAlarmsCommand,
  type CloudWatchClient,
  type DescribeAlarmsOutput,
} from '@aws-sdk/client-cloudwatch';
import type { AlarmState, ListAlarms } from '../doctor/check-alarms';
import { failing } from './aws-failure';

/** Lists alarms of CloudWatch. */
export function alarmList(client: CloudWatchClient): ListAlarms {
  return async (AlarmNamePrefix) => {
    const alarms: AlarmState[] = [];
    let NextToken: string | undefined;
    do {
      const page: DescribeAlarmsOutput = await client
        .send(new DescribeAlarmsCommand({ AlarmNamePrefix, AlarmTypes: ['MetricAlarm'], NextToken }))
        .catch(failing(client, `list the alarms ${AlarmNamePrefix}…`, 'cloudwatch:DescribeAlarms'));
      for (const {
        AlarmName: name = '',
        StateValue: state = '',
        AlarmDescription: description = '',
      } of page.MetricAlarms ?? []) {
        alarms.push({ name, state, description });
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return alarms;
  };
}
