import fc from 'fast-check';
import { readIinkedSignEvent } from '../../../lambda/providers/iinked-sign/events';
import { isoTime } from '../generators';
import { bodyOf } from '../json-variants';
import type { EventSubject } from '../subject';

/** A webhook with all fields that the provider documents for any. */
const webhook = fc.record({
  action: fc.constantFrom('package_add', 'document_signed', 'document_executed', 'package_executed', 'other'),
  packageId: fc.uuid(),
  documentId: fc.uuid(),
  signerId: fc.uuid(),
  externalData: fc.option(fc.dictionary(fc.string(), fc.jsonValue())),
  eventId: fc.uuid(),
  eventTime: isoTime,
});

export const generated: EventSubject['generated'] = {
  same: webhook.map((one) => [one, one]),
  different: fc
    .tuple(webhook, fc.uuid())
    .filter(([{ eventId }, other]) => eventId !== other)
    .map(([one, eventId]) => [one, { ...one, eventId }]),
};

export function additionalTests(): void {
  it('has every documented field of a webhook in its event', () => {
    fc.assert(
      fc.property(webhook, (body) => {
        const { providerEvent, occurredAt, envelope, document, recipient } = readIinkedSignEvent(
          bodyOf(body),
        );

        expect({ providerEvent, occurredAt, ids: [envelope?.id, document?.id, recipient?.id] }).toEqual({
          providerEvent: body.action,
          occurredAt: body.eventTime,
          ids: [body.packageId, body.documentId, body.signerId],
        });
      }),
    );
  });
}
