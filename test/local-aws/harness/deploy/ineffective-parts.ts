import type { Adaptation } from './adaptation';
import { pathOf, type Template } from './template';

/** The parts that the emulator accepts but ignores. Source: MiniStack 1.5.33, tried 2026-11-21. */
const ineffective: readonly { readonly type: string; readonly property?: string; readonly why: string }[] = [
  { type: 'AWS::ApiGatewayV2::Api', property: 'IpAddressType', why: 'it listens for IPv4 only' },
  { type: 'AWS::ApiGatewayV2::Stage', property: 'AccessLogSettings', why: 'it writes no access log' },
  { type: 'AWS::ApiGatewayV2::Stage', property: 'DefaultRouteSettings', why: 'it throttles nothing' },
  {
    type: 'AWS::CloudWatch::Alarm',
    why: 'it makes no metrics, so no alarm goes off',
  },
  {
    type: 'AWS::Lambda::Function',
    property: 'Architectures',
    why: "functions run on the machine's processor",
  },
  {
    type: 'AWS::Lambda::Function',
    property: 'EphemeralStorage',
    why: "/tmp is the server's, without a limit",
  },
  { type: 'AWS::Lambda::Function', property: 'MemorySize', why: 'memory is not limited' },
  {
    type: 'AWS::Lambda::Function',
    property: 'Runtime',
    why: "it runs the server's node, whatever this says",
  },
  { type: 'AWS::Lambda::Permission', why: 'API Gateway is not asked for it' },
  { type: 'AWS::Logs::MetricFilter', why: 'it writes no access log' },
  { type: 'AWS::SQS::QueuePolicy', why: 'S3 and EventBridge are not asked for it' },
];

/** Lists the parts of a stack that no test on the emulator can prove. */
export function ineffectiveParts(template: Template): readonly Adaptation[] {
  return Object.entries(template.Resources).flatMap(([id, resource]) =>
    ineffective
      .filter(
        ({ type, property }) =>
          type === resource.Type && (!property || property in (resource.Properties ?? {})),
      )
      .map(({ type, property, why }) => ({
        kind: 'ineffective' as const,
        path: pathOf(id, resource),
        what: property ? `${type} ${property}` : type,
        why,
      })),
  );
}
