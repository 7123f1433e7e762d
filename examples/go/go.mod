module example.com/four-providers

go 1.24

require (
	github.com/aws/aws-cdk-go/awscdk/v2 v2.276.0
	github.com/aws/jsii-runtime-go v1.142.0
	github.com/cdk-esign-webhooks/cdk-esign-webhooks-go/cdkesignwebhooks v0.1.0
)
