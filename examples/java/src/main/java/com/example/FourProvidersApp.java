package com.example;

import io.github.cdkesignwebhooks.DocumensoApi;
import io.github.cdkesignwebhooks.DocumensoProps;
import io.github.cdkesignwebhooks.EsignProvider;
import io.github.cdkesignwebhooks.EsignWebhooks;
import io.github.cdkesignwebhooks.IinkedSignApi;
import io.github.cdkesignwebhooks.IinkedSignProps;
import io.github.cdkesignwebhooks.KingsignProps;
import io.github.cdkesignwebhooks.OnEnvelopeOptions;
import io.github.cdkesignwebhooks.ReconciliationOptions;
import io.github.cdkesignwebhooks.SignPlusApi;
import io.github.cdkesignwebhooks.SignPlusProps;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.eventsources.SqsEventSource;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;

/** All four providers in one stack, a queue for the signed leases, and a function that reads them. */
public final class FourProvidersApp {
  private FourProvidersApp() {}

  /** Synthesizes the app. */
  public static void main(String[] args) {
    App app = new App();
    Stack stack = new Stack(app, "FourProviders");

    Topic onCall = Topic.Builder.create(stack, "OnCall").enforceSsl(true).build();

    EsignWebhooks signing =
        EsignWebhooks.Builder.create(stack, "Signing")
            .providers(
                List.of(
                    EsignProvider.iinkedSign(
                        IinkedSignProps.builder().apiUrl(IinkedSignApi.CANADA).build()),
                    EsignProvider.signPlus(
                        SignPlusProps.builder().apiUrl(SignPlusApi.PRODUCTION).build()),
                    EsignProvider.documenso(
                        DocumensoProps.builder()
                            .apiUrl(DocumensoApi.CLOUD)
                            .endpoint("leases")
                            .build()),
                    EsignProvider.kingsign(
                        KingsignProps.builder().apiUrl("https://sign.example.com").build())))
            .alarmActions(List.of(new SnsAction(onCall)))
            .reconciliation(
                ReconciliationOptions.builder().recentPassEvery(Duration.hours(2)).build())
            .build();
    signing.addDashboard("Dashboard");

    Queue signedLeases =
        Queue.Builder.create(stack, "SignedLeases")
            .enforceSsl(true)
            .visibilityTimeout(Duration.minutes(3))
            .build();
    signing.onEnvelopeArchived(
        "QueueLease",
        OnEnvelopeOptions.builder()
            .endpoints(List.of("leases"))
            .target(new SqsQueue(signedLeases))
            .build());

    Function fileLease =
        Function.Builder.create(stack, "FileLease")
            .runtime(Runtime.PYTHON_3_13)
            .handler("index.handler")
            .code(
                Code.fromInline(
                    "def handler(event, context):\n    print(len(event[\"Records\"]))\n"))
            .timeout(Duration.seconds(30))
            .build();
    fileLease.addEventSource(
        SqsEventSource.Builder.create(signedLeases).reportBatchItemFailures(true).build());
    signing.getGrants().readDocuments(fileLease, "leases");

    app.synth();
  }
}
