import { App } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { EsignWebhooks } from '../../lib';
import { makeStack, oneEndpoint } from './synth';

const paths = ['IinkedSignEndpoint/Verifier', 'IinkedSignEndpoint/Archiver', 'Publisher'];

test('roles that exist already can be used, with a warning that the publisher cannot check them as senders', () => {
  const app = new App();
  const names = paths.map((path) => [`Test/Signing/${path}/Role`, `their-${path.replaceAll('/', '-')}`]);
  iam.Role.customizeRoles(app, { usePrecreatedRoles: Object.fromEntries(names) as Record<string, string> });
  const stack = makeStack(app);

  new EsignWebhooks(stack, 'Signing', oneEndpoint);

  Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
  Annotations.fromStack(stack).hasWarning(
    '*',
    Match.stringLikeRegexp('CDK does not know the ids of your roles for the verifiers'),
  );
});

test('roles of the construct itself cause no such warning', () => {
  const stack = makeStack();

  new EsignWebhooks(stack, 'Signing', oneEndpoint);

  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('ids of your roles'));
});
