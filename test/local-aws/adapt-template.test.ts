import { adaptTemplate } from './harness/deploy/adapt-template';
import type { Template } from './harness/deploy/template';

const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });

const arnOfSettings = (before: string) => ({
  PolicyDocument: {
    Statement: [
      { Action: 'ssm:GetParameter', Resource: { 'Fn::Join': ['', [before, { Ref: 'Settings' }]] } },
      { Action: 'sqs:SendMessage', Resource: { 'Fn::Join': ['', ['queue/', { Ref: 'Other' }]] } },
    ],
  },
});

const template: Template = {
  Resources: {
    Key: { Type: 'AWS::SecretsManager::Secret', ...at('App/Key/Resource') },
    Rotation: { Type: 'AWS::SecretsManager::RotationSchedule', ...at('App/Rotation') },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { SECRET_ID: { Ref: 'Key' } } } },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyDocument: { Statement: [{ Resource: { Ref: 'Key' } }, { Resource: { Ref: 'Function' } }] },
      },
      ...at('App/Policy/Resource'),
    },
    Settings: { Type: 'AWS::SSM::Parameter', ...at('App/Settings/Resource') },
    Reader: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Environment: { Variables: { OWN_ROLE_ID: { 'Fn::GetAtt': ['Role', 'RoleId'] }, A: 'b' } },
      },
      ...at('App/Reader/Resource'),
    },
    ReaderPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: arnOfSettings('arn:aws:ssm:eu-central-1:1:parameter/'),
      ...at('App/Reader/Policy/Resource'),
    },
    BucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: 'b',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'Tls' },
            { Sid: 'Once', Condition: { Null: { 's3:if-none-match': 'true' } } },
            { Sid: 'Ours', Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn' } } },
          ],
        },
      },
      ...at('App/Bucket/Policy/Resource'),
    },
  },
};

it('changes what the emulator refuses or misreads, and nothing else', () => {
  const { template: adapted } = adaptTemplate(template);

  const { Key, Function, Settings } = template.Resources;
  expect(adapted.Resources).toEqual({
    Key,
    Function,
    Settings,
    Reader: {
      ...template.Resources['Reader'],
      Properties: { Environment: { Variables: { OWN_ROLE_ID: { Ref: 'AWS::AccountId' }, A: 'b' } } },
    },
    ReaderPolicy: {
      ...template.Resources['ReaderPolicy'],
      Properties: arnOfSettings('arn:aws:ssm:eu-central-1:1:parameter'),
    },
    Policy: {
      ...template.Resources['Policy'],
      Properties: {
        PolicyDocument: {
          Statement: [{ Resource: { 'Fn::GetAtt': ['Key', 'Id'] } }, { Resource: { Ref: 'Function' } }],
        },
      },
    },
    BucketPolicy: {
      ...template.Resources['BucketPolicy'],
      Properties: { Bucket: 'b', PolicyDocument: { Version: '2012-10-17', Statement: [{ Sid: 'Tls' }] } },
    },
  });
});

it('reports each change', () => {
  const { adaptations } = adaptTemplate(template);

  expect(adaptations.map(({ kind, what, path }) => `${kind} ${what} at ${path}`)).toEqual([
    'removed AWS::SecretsManager::RotationSchedule at App/Rotation',
    'patched AWS::IAM::Policy Ref of a secret at App/Policy',
    'patched AWS::Lambda::Function OWN_ROLE_ID at App/Reader',
    'patched AWS::IAM::Policy ARN of a parameter at App/Reader/Policy',
    'removed AWS::S3::BucketPolicy statement on s3:if-none-match at App/Bucket/Policy',
    'removed AWS::S3::BucketPolicy statement on aws:PrincipalArn at App/Bucket/Policy',
  ]);
});

it('does not change the given template', () => {
  const before = structuredClone(template);

  adaptTemplate(template);

  expect(template).toEqual(before);
});
