import { type ProviderEndpoint } from './internal/provider-endpoint';
import { documensoEndpoint, type DocumensoProps } from './providers/documenso';
import { iinkedSignEndpoint, type IinkedSignProps } from './providers/iinked-sign';
import { kingsignEndpoint, type KingsignProps } from './providers/kingsign';
import { signPlusEndpoint, type SignPlusProps } from './providers/sign-plus';

/** One endpoint: an address for one account at one e-signature provider. */
export class EsignProvider {
  /** An iinked Sign (Syngrafii) account. */
  public static iinkedSign(props: IinkedSignProps): EsignProvider {
    return new EsignProvider(iinkedSignEndpoint(props));
  }

  /** A Sign.Plus (Alohi) account. */
  public static signPlus(props: SignPlusProps): EsignProvider {
    return new EsignProvider(signPlusEndpoint(props));
  }

  /** A Documenso team: in Documenso's cloud, or on an instance of one's own. */
  public static documenso(props: DocumensoProps): EsignProvider {
    return new EsignProvider(documensoEndpoint(props));
  }

  /** A Kingsign workspace. */
  public static kingsign(props: KingsignProps): EsignProvider {
    return new EsignProvider(kingsignEndpoint(props));
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
