import * as z from 'zod';

/** An ARN; emulators give a name. Nothing in it means anything to a shell: it is printed as part of a command. */
export const arnSchema = z.string().regex(/^\w[\w+=,.@:/-]*$/);

/** The path of an `EsignWebhooks` in its stack, in any language: printable, so that it can be shown. */
export const constructNameSchema = z.string().regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,500}$/u);

/** The name of a Lambda function. */
export const functionNameSchema = z.string().regex(/^[\w-]{1,140}$/);

/** The URL of an SQS queue. */
export const queueUrlSchema = z.string().regex(/^https?:\/\/[\w.:/-]+$/);

/** The name of a CloudWatch log group. */
export const logGroupSchema = z.string().regex(/^[\w./#-]{1,512}$/);
