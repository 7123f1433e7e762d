import fc from 'fast-check';
import { isoTime } from '../generators';
import type { EventSubject } from '../subject';

/** A field's value: no event may have it. */
export const filledIn = 'Jane Smith';

const hexId = fc.stringMatching(/^[0-9a-f]{23,24}$/);
const field = fc.record({
  _id: hexId,
  contactId: hexId,
  value: fc.constant(filledIn),
  isSigned: fc.boolean(),
  updatedAt: isoTime,
});

const webhook = fc.record({
  type: fc.constantFrom('document.updated', 'document.completed'),
  document: fc.record({
    _id: hexId,
    title: fc.string(),
    note: fc.constant(filledIn),
    status: fc.constantFrom('pending', 'signed', 'completed'),
    updatedAt: isoTime,
    documentFields: fc.array(field, { maxLength: 6 }),
  }),
  timestamp: isoTime,
  webhookId: hexId,
});

export const generated: EventSubject['generated'] = {
  same: fc.tuple(webhook, isoTime, hexId).map(([one, timestamp, webhookId]) => {
    const documentFields = [...one.document.documentFields].reverse();
    const document = { ...one.document, updatedAt: timestamp, documentFields };
    return [one, { ...one, document, timestamp, webhookId }];
  }),
  different: fc.tuple(webhook, field).map(([one, other]) => {
    const { document } = one;
    const withField = (isSigned: boolean) => ({
      ...one,
      document: { ...document, documentFields: [...document.documentFields, { ...other, isSigned }] },
    });
    return [withField(false), withField(true)];
  }),
};
