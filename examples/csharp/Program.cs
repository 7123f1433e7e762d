using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Lambda.EventSources;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using CdkEsignWebhooks;

namespace FourProviders
{
    /// <summary>All four providers in one stack, a queue for the signed leases, and a function that reads them.</summary>
    internal static class Program
    {
        private static void Main()
        {
            var app = new App();
            var stack = new Stack(app, "FourProviders");

            var onCall = new Topic(stack, "OnCall", new TopicProps { EnforceSSL = true });

            var signing = new EsignWebhooks(stack, "Signing", new EsignWebhooksProps
            {
                Providers = new[]
                {
                    EsignProvider.IinkedSign(new IinkedSignProps { ApiUrl = IinkedSignApi.CANADA }),
                    EsignProvider.SignPlus(new SignPlusProps { ApiUrl = SignPlusApi.PRODUCTION }),
                    EsignProvider.Documenso(new DocumensoProps
                    {
                        ApiUrl = DocumensoApi.CLOUD,
                        Endpoint = "leases",
                    }),
                    EsignProvider.Kingsign(new KingsignProps { ApiUrl = "https://sign.example.com" }),
                },
                AlarmActions = new IAlarmAction[] { new SnsAction(onCall) },
                Reconciliation = new ReconciliationOptions { RecentPassEvery = Duration.Hours(2) },
            });
            signing.AddDashboard("Dashboard");

            var signedLeases = new Queue(stack, "SignedLeases", new QueueProps
            {
                EnforceSSL = true,
                VisibilityTimeout = Duration.Minutes(3),
            });
            signing.OnEnvelopeArchived("QueueLease", new OnEnvelopeOptions
            {
                Endpoints = new[] { "leases" },
                Target = new SqsQueue(signedLeases),
            });

            var fileLease = new Function(stack, "FileLease", new FunctionProps
            {
                Runtime = Runtime.PYTHON_3_13,
                Handler = "index.handler",
                Code = Code.FromInline("def handler(event, context):\n    print(len(event[\"Records\"]))\n"),
                Timeout = Duration.Seconds(30),
            });
            fileLease.AddEventSource(new SqsEventSource(signedLeases, new SqsEventSourceProps
            {
                ReportBatchItemFailures = true,
            }));
            signing.Grants.ReadDocuments(fileLease, "leases");

            app.Synth();
        }
    }
}
