import { el } from './dom.js';
import { drawButtons } from './draw-buttons.js';
import { drawTable } from './draw-table.js';

/** @import { Block, Invocation, StepLine, View } from '../../../../src/view/view.ts' */
/**
 * @typedef {object} Drawing
 * @property {(word: string, values?: Record<string, string | number>) => string} say
 * @property {(press: Invocation) => boolean} busy Was it pressed, and is there no answer yet?
 */

const marks = { done: '✓', doing: '●', todo: '○', undone: '↺', failed: '✗', waiting: '◔' };
const toneMarks = { plain: undefined, good: '✓', bad: '✗', waiting: '●' };
const toneWords = { plain: undefined, good: 'toneGood', bad: 'toneBad', waiting: 'toneWaiting' };

/**
 * A view as a card. It has no listeners: what can be clicked says so in its `data-` attributes.
 * @param {View} view
 * @param {Drawing} drawing
 */
export function drawView(view, drawing) {
  const bare = view.blocks.length === 0 && !view.buttons?.length;
  const mark = toneMarks[view.tone];
  const word = toneWords[view.tone];
  return el(
    'div',
    { class: `card ${view.tone}${bare ? ' bare' : ''}` },
    el(
      'h3',
      { class: 'title' },
      mark && el('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
      word && el('span', { class: 'sr' }, `${drawing.say(word)}: `),
      el('bdi', {}, [...(view.to ?? []).map(({ name }) => `@${name}`), view.title].join(' ')),
    ),
    ...view.blocks.map((block) => drawBlock(block, drawing)),
    view.buttons?.length ? drawButtons(view.buttons, drawing) : undefined,
  );
}

/**
 * @param {Block} block
 * @param {Drawing} drawing
 */
function drawBlock(block, drawing) {
  switch (block.kind) {
    case 'text':
      return el('p', { class: 'text', dir: 'auto' }, block.text);
    case 'note':
      return el('p', { class: 'note', dir: 'auto' }, block.text);
    case 'facts':
      return el(
        'dl',
        { class: 'facts' },
        ...block.facts.map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', { dir: 'auto' }, value))),
      );
    case 'code':
      return drawCode(block.code, drawing);
    case 'steps':
      return el('ol', { class: 'steps' }, ...block.steps.map((step) => drawStep(step, drawing)));
    case 'table':
      return drawTable(block, drawing);
    default:
      return undefined;
  }
}

/**
 * What is one short word stands out: it is what the person came for.
 * @param {string} code
 * @param {Drawing} drawing
 */
function drawCode(code, { say }) {
  const alone = /^\S{1,45}$/.test(code);
  return el(
    'div',
    { class: alone ? 'code alone' : 'code' },
    el('pre', { tabindex: 0 }, el('code', {}, code)),
    el('button', { type: 'button', class: 'copy', 'data-copy': true }, say('copy')),
  );
}

/**
 * @param {StepLine} step
 * @param {Drawing} drawing
 */
function drawStep(step, { say }) {
  const percent = step.share === undefined ? undefined : Math.floor(step.share * 100);
  // The word is read out always, and shown where neither a note nor the plain order of things says it.
  const spoken = step.note !== undefined || ['done', 'todo'].includes(step.state);
  return el(
    'li',
    { class: `step ${step.state}` },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, marks[step.state]),
    el('span', { class: 'name' }, el('bdi', {}, step.name)),
    el('span', { class: spoken ? 'sr' : 'state' }, say(step.state)),
    step.note === undefined ? undefined : el('span', { class: 'say' }, el('bdi', {}, step.note)),
    step.time === undefined
      ? undefined
      : el('span', { class: 'time', 'data-since': step.since }, el('bdi', {}, step.time)),
    percent === undefined
      ? undefined
      : el(
          'span',
          { class: 'share' },
          el('progress', { max: 100, value: percent, 'aria-label': step.name }),
          el('span', { class: 'percent' }, `${percent} %`),
        ),
  );
}
