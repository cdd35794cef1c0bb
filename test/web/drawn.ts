import { chrome } from '../../adapters/chat/web/words.ts';
import type { Invocation, View } from '../../src/kit.ts';

/** As much of a document as the page's drawing uses, to be read back as markup or as text. */
interface Drawn {
  html(depth?: number): string;
  text(): string;
  setAttribute(name: string, value: string): void;
  append(child: Drawn | string): void;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function element(name: string): Drawn {
  const attributes: string[] = [];
  const children: (Drawn | string)[] = [];
  const hidden = () => attributes.includes(' class="sr"') || attributes.includes(' aria-hidden="true"');
  return {
    setAttribute: (key, value) => void attributes.push(` ${key}="${escaped(value)}"`),
    append: (child) => void children.push(child),
    text: () => (hidden() ? '' : children.map((child) => (typeof child === 'string' ? child : child.text())).join(' ')),
    html(depth = 0) {
      const inner = children.map((child) =>
        typeof child === 'string' ? `${'  '.repeat(depth + 1)}${escaped(child)}` : child.html(depth + 1),
      );
      const pad = '  '.repeat(depth);
      return [`${pad}<${name}${attributes.join('')}>`, ...inner, `${pad}</${name}>`].join('\n');
    },
  };
}

interface Draw {
  drawView(
    view: View,
    drawing: {
      say(word: string, values?: Record<string, string | number>): string;
      busy(press: Invocation): boolean;
    },
  ): Drawn;
}

/** Draws a view with the page's own script. */
export async function drawn(view: View, busy: (press: Invocation) => boolean = () => false): Promise<Drawn> {
  Object.assign(globalThis, { document: { createElement: element } });
  // The page's scripts are plain JavaScript for a browser; this is the shape of the one function used here.
  const { drawView } = (await import(
    new URL('../../adapters/chat/web/page/draw.js', import.meta.url).href
  )) as unknown as Draw;
  const words = chrome('en');
  const say = (word: string, values: Record<string, string | number> = {}) =>
    (words[word] ?? word).replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));
  return drawView(view, { say, busy });
}
