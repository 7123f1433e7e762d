// All four providers in one stack, a queue for the signed leases, and a function that reads them.
package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdaeventsources"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-esign-webhooks/cdk-esign-webhooks-go/cdkesignwebhooks"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("FourProviders"), nil)

	onCall := awssns.NewTopic(stack, jsii.String("OnCall"), &awssns.TopicProps{
		EnforceSSL: jsii.Bool(true),
	})

	signing := cdkesignwebhooks.NewEsignWebhooks(stack, jsii.String("Signing"), &cdkesignwebhooks.EsignWebhooksProps{
		Providers: &[]cdkesignwebhooks.EsignProvider{
			cdkesignwebhooks.EsignProvider_IinkedSign(&cdkesignwebhooks.IinkedSignProps{
				ApiUrl: cdkesignwebhooks.IinkedSignApi_CANADA(),
			}),
			cdkesignwebhooks.EsignProvider_SignPlus(&cdkesignwebhooks.SignPlusProps{
				ApiUrl: cdkesignwebhooks.SignPlusApi_PRODUCTION(),
			}),
			cdkesignwebhooks.EsignProvider_Documenso(&cdkesignwebhooks.DocumensoProps{
				ApiUrl:   cdkesignwebhooks.DocumensoApi_CLOUD(),
				Endpoint: jsii.String("leases"),
			}),
			cdkesignwebhooks.EsignProvider_Kingsign(&cdkesignwebhooks.KingsignProps{
				ApiUrl: jsii.String("https://sign.example.com"),
			}),
		},
		AlarmActions: &[]awscloudwatch.IAlarmAction{awscloudwatchactions.NewSnsAction(onCall)},
		Reconciliation: &cdkesignwebhooks.ReconciliationOptions{
			RecentPassEvery: awscdk.Duration_Hours(jsii.Number(2)),
		},
	})
	signing.AddDashboard(jsii.String("Dashboard"), nil)

	signedLeases := awssqs.NewQueue(stack, jsii.String("SignedLeases"), &awssqs.QueueProps{
		EnforceSSL:        jsii.Bool(true),
		VisibilityTimeout: awscdk.Duration_Minutes(jsii.Number(3)),
	})
	signing.OnEnvelopeArchived(jsii.String("QueueLease"), &cdkesignwebhooks.OnEnvelopeOptions{
		Endpoints: jsii.Strings("leases"),
		Target:    awseventstargets.NewSqsQueue(signedLeases, nil),
	})

	fileLease := awslambda.NewFunction(stack, jsii.String("FileLease"), &awslambda.FunctionProps{
		Runtime: awslambda.Runtime_PYTHON_3_13(),
		Handler: jsii.String("index.handler"),
		Code: awslambda.Code_FromInline(
			jsii.String("def handler(event, context):\n    print(len(event[\"Records\"]))\n")),
		Timeout: awscdk.Duration_Seconds(jsii.Number(30)),
	})
	fileLease.AddEventSource(awslambdaeventsources.NewSqsEventSource(signedLeases, &awslambdaeventsources.SqsEventSourceProps{
		ReportBatchItemFailures: jsii.Bool(true),
	}))
	signing.Grants().ReadDocuments(fileLease, jsii.String("leases"))

	app.Synth(nil)
}
