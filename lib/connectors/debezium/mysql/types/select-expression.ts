import type { ColumnModel } from '../table-model.ts';
import { isShownAsSingle } from './numbers.ts';
import { parseTypeName } from './type-name.ts';

/** How a query must name a column so that no digit is lost: the server writes singles with six digits only. */
export const selectExpression = (column: ColumnModel, quoted: string): string =>
  parseTypeName(column.typeName).base === 'FLOAT' && isShownAsSingle(column) ? `${quoted} * 1e0` : quoted;
