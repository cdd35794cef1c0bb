import type { Place } from '../chat.ts';

/** What stands before a command there. */
export const slashIn = ({ chat }: Pick<Place, 'chat'>): string => (chat === 'terminal' ? '' : '/');
