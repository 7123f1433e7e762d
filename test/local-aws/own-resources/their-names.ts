/** The names of the resources that the user has before the deployment. The webhook secret's name ends like a random suffix. */
export const theirs = {
  bus: 'company',
  bucket: 'company-signed-documents',
  webhookSecret: 'company/webhook-secret',
  apiKey: 'company/api-key',
};
