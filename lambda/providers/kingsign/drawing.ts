/**
 * How a signed document looks. Kingsign's servers never make one: its front end draws it when somebody downloads it.
 *
 * Source: utils/pdf-download.ts and components/ui/Document/* of github.com/kingsland-innovation-center/kingsign
 * (2025-10-30), src/models/* of …/kingsign-api (2025-10-29), checked 2026-11-21. Plain faults of that code are not
 * copied: docs/providers/kingsign.md has each difference.
 */
import type { DrawingPlan, DrawingProblem, Mark, Signer } from '../../contracts/drawing-plan';
import { defined } from '../../kit/defined';
import type { DocumentDrawing } from '../provider';
import {
  readSources,
  type SourceDocument,
  type SourceField,
  type SourceTemplate,
  type TemplateField,
} from './drawing-sources';
import { fieldMark } from './field-mark';

/** How a document is drawn from the files that the archive has of it. */
export const kingsignDrawing: DocumentDrawing = {
  original: 'original.pdf',
  sources: ['field-values.json', 'field-geometry.json'],
  name: 'rendered.pdf',
  plan: ([values, geometry]) => {
    const answers = values && geometry ? readSources(values, geometry) : undefined;
    return answers && drawingPlan(answers.document, answers.template);
  },
};

function drawingPlan(document: SourceDocument, template: SourceTemplate): DrawingPlan {
  const places = new Map(template.templateFields.map((place) => [place._id, place]));
  const read = document.documentFields.map((field) => readField(field, places.get(field.fieldId)));
  const edited = editedFields(document.documentFields, places, template);
  return {
    provider: 'Kingsign',
    marks: read.flatMap(({ mark }) => mark ?? []),
    emptyFields: read.filter(({ mark, problem }) => !mark && !problem).length,
    problems: [
      ...(template.fileId === document.fileId ? [] : [{ name: 'template-has-another-file' }]),
      ...edited.map((field): DrawingProblem => ({ name: 'template-edited-after-signing', field })),
      ...read.flatMap(({ problem }) => problem ?? []),
    ],
    about: [
      ['Title', document.title ?? 'none'],
      ['Id', document._id],
      ['Status', document.status],
      ['Template', template._id],
    ],
    signers: listSigners(document.documentFields),
  };
}

interface ReadField {
  readonly mark?: Mark;
  readonly problem?: DrawingProblem;
}

function readField(field: SourceField, place: TemplateField | undefined): ReadField {
  const result = place ? fieldMark(field.value, place) : 'field-without-place';
  if (typeof result === 'string') return { problem: { name: result, field: field._id } };
  return result ? { mark: { ...result, field: field._id } } : {};
}

/** The fields whose place or template changed after they were filled in: they may have been somewhere else then. */
function editedFields(
  fields: readonly SourceField[],
  places: ReadonlyMap<string, TemplateField>,
  template: SourceTemplate,
): readonly string[] {
  return fields
    .filter(({ fieldId, updatedAt }) => {
      const changes = [places.get(fieldId)?.updatedAt, template.updatedAt];
      return changes.some((change) => Date.parse(change ?? '') > Date.parse(updatedAt ?? ''));
    })
    .map(({ _id }) => _id);
}

/** The API has ids of contacts only, no names. */
function listSigners(fields: readonly SourceField[]): readonly Signer[] {
  const ids = [...new Set(fields.map(({ contactId }) => contactId ?? ''))];
  return ids.map((id) => {
    const own = fields.filter(({ contactId }) => (contactId ?? '') === id);
    const lastSignedAt = own
      .map(({ updatedAt }) => updatedAt ?? '')
      .sort()
      .at(-1);
    return defined({
      id: id === '' ? 'no contact' : `contact ${id}`,
      fields: own.length,
      lastSignedAt: lastSignedAt || undefined,
    });
  });
}
