import { adaptTemplate } from './harness/deploy/adapt-template';
import type { Template } from './harness/deploy/template';

const at = (path: string) => ({ Metadata: { 'aws:cdk:path': path } });

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

  const { Key, Function } = template.Resources;
  expect(adapted.Resources).toEqual({
    Key,
    Function,
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
    'removed AWS::S3::BucketPolicy statement on s3:if-none-match at App/Bucket/Policy',
    'removed AWS::S3::BucketPolicy statement on aws:PrincipalArn at App/Bucket/Policy',
  ]);
});

it('does not change the given template', () => {
  const before = structuredClone(template);

  adaptTemplate(template);

  expect(template).toEqual(before);
});
