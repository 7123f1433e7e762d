import type { Decoded } from './decoded';
import { undoPngPredictor } from './png-predictor';
import { isKnownPredictor, type PredictorParameters } from './predictor-parameters';
import { undoTiffPredictor } from './tiff-predictor';

/** Undoes the predictor of a stream, in place. Readers disagree about unknown parameters: they undo nothing here. */
export function undoPredictor(decoded: Decoded, parameters: PredictorParameters): Decoded {
  if (parameters.predictor === 1) return decoded;
  if (!isKnownPredictor(parameters)) return { ...decoded, isWhole: false };
  const undo = parameters.predictor === 2 ? undoTiffPredictor : undoPngPredictor;
  const { bytes, isWhole } = undo(decoded.bytes, parameters);
  return { bytes, isWhole: isWhole && decoded.isWhole };
}
