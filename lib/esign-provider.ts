import { type ProviderEndpoint } from './internal/provider-endpoint';
import { documensoEndpoint, type DocumensoProps } from './providers/documenso';
import { iinkedSignEndpoint, type IinkedSignProps } from './providers/iinked-sign';
import { kingsignEndpoint, type KingsignProps } from './providers/kingsign';
import { signPlusEndpoint, type SignPlusProps } from './providers/sign-plus';

/** An endpoint: the webhook address of one account at one e-signature provider. */
export class EsignProvider {
  /** Returns an endpoint for an iinked Sign (Syngrafii) account. */
  public static iinkedSign(props: IinkedSignProps): EsignProvider {
    return new EsignProvider(iinkedSignEndpoint(props));
  }

  /** Returns an endpoint for a Sign.Plus (Alohi) account. */
  public static signPlus(props: SignPlusProps = {}): EsignProvider {
    return new EsignProvider(signPlusEndpoint(props));
  }

  /** Returns an endpoint for a Documenso team, in Documenso's cloud or on a self-hosted instance. */
  public static documenso(props: DocumensoProps = {}): EsignProvider {
    return new EsignProvider(documensoEndpoint(props));
  }

  /** Returns an endpoint for a Kingsign workspace. */
  public static kingsign(props: KingsignProps): EsignProvider {
    return new EsignProvider(kingsignEndpoint(props));
  }

  /** The name of the endpoint. */
  public readonly endpoint: string;

  /** The id of the provider, such as `iinked-sign`. */
  public readonly providerId: string;

  /**
   * The resources that the endpoint needs.
   *
   * @internal
   */
  public readonly _providerEndpoint: ProviderEndpoint;

  private constructor(providerEndpoint: ProviderEndpoint) {
    this.endpoint = providerEndpoint.name;
    this.providerId = providerEndpoint.provider;
    this._providerEndpoint = providerEndpoint;
  }
}
