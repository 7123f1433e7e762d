import { type ProviderEndpoint } from './private/provider-endpoint';
import { iinkedSignEndpoint, type IinkedSignProps } from './providers/iinked-sign';

/** One endpoint: an address for one account at one e-signature provider. */
export class EsignProvider {
  /** An iinked Sign (Syngrafii) account. */
  public static iinkedSign(props: IinkedSignProps): EsignProvider {
    return new EsignProvider(iinkedSignEndpoint(props));
  }

  /** Name of the endpoint. */
  public readonly endpoint: string;

  /** Id of the provider, such as `iinked-sign`. */
  public readonly providerId: string;

  /**
   * What it needs deployed.
   *
   * @internal
   */
  public readonly _deployment: ProviderEndpoint;

  private constructor(deployment: ProviderEndpoint) {
    this.endpoint = deployment.name;
    this.providerId = deployment.provider;
    this._deployment = deployment;
  }
}
