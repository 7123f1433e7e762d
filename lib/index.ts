export * from './esign-provider';
export * from './esign-webhooks';
export * from './esign-webhooks-props';
export * from './providers/iinked-sign';
