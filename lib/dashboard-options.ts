import { type Construct } from 'constructs';

/** The options of a dashboard. */
export interface DashboardOptions {
  /**
   * The scope for the dashboard, if it belongs to another stack.
   *
   * @default - the pipeline
   */
  readonly crossStackScope?: Construct;

  /**
   * The name of the dashboard, unique in the account.
   *
   * @default - CloudFormation makes one
   */
  readonly dashboardName?: string;
}
