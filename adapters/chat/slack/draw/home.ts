import type { types } from '@slack/bolt';
import type { Locale, View } from '#kit';
import { limits } from '../limits/table.ts';
import { textIn } from '../limits/whole.ts';
import { pressing } from './buttons.ts';
import { classicBlocks } from './classic.ts';
import { fitted, type Write } from './room.ts';

/** The board is what people come for: its machines stand each for itself as long as there is room. */
const rowsAlone = 20;

/** The Home tab: one view below the other. It takes no plans and no tables, but twice the blocks of a message. */
export function drawHome(views: readonly View[], locale: Locale, write: Write): types.HomeView {
  const blocks = fitted(
    (room) => {
      const at = pressing(locale, write);
      const alone = Math.min(rowsAlone, room.rows);
      return views.flatMap((view, n): readonly types.KnownBlock[] => [
        ...(n > 0 ? [{ type: 'divider' as const }] : []),
        ...classicBlocks(view, room, at, alone),
      ]);
    },
    (drawn) => drawn.length <= limits.blocks.home && textIn(drawn) <= 20_000,
  );
  return { type: 'home', blocks: blocks.slice(0, limits.blocks.home) };
}
