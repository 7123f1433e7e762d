#!/usr/bin/env python3
"""All four providers in one stack, a queue for the signed leases, and a function that reads them."""

from aws_cdk import (
    App,
    Duration,
    Stack,
    aws_cloudwatch_actions as actions,
    aws_events_targets as targets,
    aws_lambda as lambda_,
    aws_lambda_event_sources as event_sources,
    aws_sns as sns,
    aws_sqs as sqs,
)
from cdk_esign_webhooks import (
    DocumensoApi,
    EsignProvider,
    EsignWebhooks,
    IinkedSignApi,
    ReconciliationOptions,
    SignPlusApi,
)

app = App()
stack = Stack(app, "FourProviders")

on_call = sns.Topic(stack, "OnCall", enforce_ssl=True)

signing = EsignWebhooks(
    stack,
    "Signing",
    providers=[
        EsignProvider.iinked_sign(api_url=IinkedSignApi.CANADA),
        EsignProvider.sign_plus(api_url=SignPlusApi.PRODUCTION),
        EsignProvider.documenso(api_url=DocumensoApi.CLOUD, endpoint="leases"),
        EsignProvider.kingsign(api_url="https://sign.example.com"),
    ],
    alarm_actions=[actions.SnsAction(on_call)],
    reconciliation=ReconciliationOptions(recent_pass_every=Duration.hours(2)),
)
signing.add_dashboard("Dashboard")

signed_leases = sqs.Queue(
    stack,
    "SignedLeases",
    enforce_ssl=True,
    visibility_timeout=Duration.minutes(3),
)
signing.on_envelope_archived(
    "QueueLease",
    endpoints=["leases"],
    target=targets.SqsQueue(signed_leases),
)

file_lease = lambda_.Function(
    stack,
    "FileLease",
    runtime=lambda_.Runtime.PYTHON_3_13,
    handler="index.handler",
    code=lambda_.Code.from_inline('def handler(event, context):\n    print(len(event["Records"]))\n'),
    timeout=Duration.seconds(30),
)
file_lease.add_event_source(
    event_sources.SqsEventSource(signed_leases, report_batch_item_failures=True)
)
signing.grants.read_documents(file_lease, "leases")

app.synth()
