import type { HonestAnswer } from '../kit/play-fault';
import { json } from '../kit/route-server';
import type { SimulatedDocument, SimulatedField } from './simulated-document';

/** The provider's framework error, also for a wrong key. */
export function plainError(message: string): HonestAnswer {
  return json(500, {
    name: 'GeneralError',
    message,
    code: 500,
    className: 'general-error',
    data: {},
    errors: {},
  });
}

/** The answer of `GET_DOCUMENTS` about a document, with its fields and values. */
export function documentAnswer(one: SimulatedDocument) {
  const { _id, title, status, workspaceId, templateId, fileId, createdAt, updatedAt } = one;
  return {
    _id,
    title,
    status,
    archived: false,
    workspaceId,
    templateId,
    fileId,
    createdAt,
    updatedAt,
    __v: 0,
    documentFields: one.fields.map((field) => fieldAnswer(one, field)),
  };
}

function fieldAnswer(one: SimulatedDocument, { _id, fieldId, contactId, value, signedAt }: SimulatedField) {
  const isSigned = one.signedFields.has(_id);
  return {
    _id,
    documentId: one._id,
    fieldId,
    contactId,
    isSigned,
    ...(isSigned ? { value } : {}),
    createdAt: one.createdAt,
    updatedAt: isSigned ? signedAt : one.createdAt,
    __v: 0,
  };
}

/** The answer of `GET_TEMPLATES` about a document's template, with the places of its fields. */
export function templateAnswer(one: SimulatedDocument) {
  const { templateId, title, fileId, workspaceId, createdAt, fields } = one;
  return {
    _id: templateId,
    title: `Template: ${title}`,
    fileId,
    workspaceId,
    archived: false,
    createdAt,
    updatedAt: createdAt,
    __v: 0,
    templateFields: fields.map(({ fieldId, fieldType, place: { page, ...position } }, index) => ({
      _id: fieldId,
      templateId,
      fieldType,
      fieldName: `${fieldType} ${index + 1}`,
      ...position,
      width: fieldType === 'checkbox' ? 20 : 160,
      height: fieldType === 'signature' ? 60 : 20,
      required: true,
      metadata: { page, ...(fieldType === 'text' ? { fontSize: 12 } : {}) },
      createdAt,
      updatedAt: createdAt,
    })),
  };
}

/** The answer of `DOWNLOAD_DOCUMENT`: an address that works for everybody. */
export function downloadAnswer(one: SimulatedDocument, origin: string) {
  const { _id, title, status, createdAt, fields, fileId, linkSignature } = one;
  const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=3600&X-Amz-Signature=${linkSignature}`;
  return {
    downloadUrl: `${origin}/storage/${fileId}?${query}`,
    fileName: `${title}.pdf`,
    fileType: 'application/pdf',
    fileExtension: 'pdf',
    document: { id: _id, title, status, createdAt, updatedAt: createdAt },
    // The provider counts all fields, signed or not.
    signedFields: fields.length,
  };
}
