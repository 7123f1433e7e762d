// Watch a pipeline: a dashboard, its widgets among those of cdk-monitoring-constructs, and a mail for each failed archive.
//
//   npx --no-install cdk synth --app "tsx examples/watch.ts"
import { App, Stack } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { EsignProvider, EsignWebhooks, SigningEventType } from 'cdk-esign-webhooks';
import { MonitoringFacade } from 'cdk-monitoring-constructs';

const app = new App();
const stack = new Stack(app, 'Watch');

const mail = new sns.Topic(stack, 'Mail', { enforceSSL: true });
mail.addSubscription(new subscriptions.EmailSubscription('contracts@example.com'));

const signing = new EsignWebhooks(stack, 'Signing', {
  providers: [EsignProvider.documenso()],
  alarmActions: [new actions.SnsAction(mail)],
});

// The dashboard of the construct.
signing.addDashboard('Dashboard');

// Or its widgets in a dashboard that has others too.
const monitoring = new MonitoringFacade(stack, 'Monitoring');
monitoring.addLargeHeader('Contracts');
for (const widget of signing.dashboardWidgets().flat()) monitoring.addWidget(widget);
monitoring.monitorSnsTopic({ topic: mail });

// A mail for each envelope whose archive failed. The text has ids only, and the runbook says what to do.
const field = (path: string) => events.EventField.fromPath(`$.detail.${path}`);
signing.onSigningEvent('MailFailures', {
  types: [SigningEventType.ENVELOPE_ARCHIVE_FAILED],
  target: new targets.SnsTopic(mail, {
    message: events.RuleTargetInput.fromText(
      `The envelope ${field('envelope.id')} of the endpoint ${field('endpoint')} is not archived: ${field('problem')}. The command dead-letters shows its job, and redrive tries again.`,
    ),
  }),
});
