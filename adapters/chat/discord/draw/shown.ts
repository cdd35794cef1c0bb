import { visible } from '#kit';
import { clip } from './clip.ts';

/** A label is plain text to Discord; one in which nothing can be seen would be refused. */
export function shown(label: string, most: number): string {
  const clipped = clip(visible(label.toWellFormed()), most);
  return clipped.trim() === '' ? '…' : clipped;
}
