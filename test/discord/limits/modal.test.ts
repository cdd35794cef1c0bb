import { describe, expect, it } from 'vitest';
import { modalFaults } from '../../../adapters/chat/discord/limits/modal.ts';

const input = (more: object = {}) => ({ type: 4, custom_id: 'name', style: 1, ...more });
const label = (component: object, more: object = {}) => ({ type: 18, label: 'Name', component, ...more });
const modal = (...components: object[]) => ({ title: 'Start', custom_id: 'form', components });
const options = (many: number) => Array.from({ length: many }, (_, n) => ({ label: `o${n}`, value: `v${n}` }));
const labels = (many: number) => Array.from({ length: many }, (_, n) => label(input({ custom_id: `i${n}` })));
const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: options(3), ...more });
const radios = (many: number, more: object = {}) => ({ type: 21, custom_id: 'r', options: options(many), ...more });
const boxes = (many: number, more: object = {}) => ({ type: 22, custom_id: 'c', options: options(many), ...more });

describe('a modal that Discord opens', () => {
  it.each([
    ['five labels', modal(...labels(5))],
    ['a text above', modal({ type: 10, content: 'Why' }, ...labels(4))],
    ['a row with an input, as before', modal({ type: 1, components: [input({ label: 'Name' })] })],
    ['an optional select', modal(label(select({ required: false, min_values: 0 })))],
    ['ten radios', modal(label(radios(10)))],
    ['one checkbox', modal(label({ type: 23, custom_id: 'x', default: true }))],
    ['a group of checkboxes', modal(label(boxes(10, { required: false, min_values: 0 })))],
    ['what nobody has heard of', { ...modal(...labels(1)), brand_new: 1 }],
  ])('%s', (_, body) => {
    expect(modalFaults(body)).toEqual([]);
  });
});

describe('a modal that Discord refuses', () => {
  it.each([
    ['a title of 46', { ...modal(...labels(1)), title: 'x'.repeat(46) }, /title: more than 45/],
    ['no title', { ...modal(...labels(1)), title: '' }, /title/],
    ['no custom_id', { ...modal(...labels(1)), custom_id: undefined }, /custom_id/],
    ['nothing in it', modal(), /fewer than 1/],
    ['six labels', modal(...labels(6)), /more than 5/],
    ['the same custom_id twice', modal(...labels(1), ...labels(1)), /"i0" is there twice/],
    ['a label of 46', modal(label(input(), { label: 'x'.repeat(46) })), /label: more than 45/],
    ['a description of 101', modal(label(input(), { description: 'x'.repeat(101) })), /description: more than 100/],
    ['a label around nothing', modal({ type: 18, label: 'x' }), /component/],
    ['an input outside a label', modal(input()), /type/],
    ['a value of 4001', modal(label(input({ value: 'x'.repeat(4001) }))), /value: more than 4000/],
    ['a value above max_length', modal(label(input({ value: 'xx', max_length: 1 }))), /longer than max_length/],
    ['a placeholder of 101', modal(label(input({ placeholder: 'x'.repeat(101) }))), /placeholder/],
    ['a label inside a label', modal(label(input({ label: 'x' }))), /none of its own/],
    ['one radio', modal(label(radios(1))), /fewer than 2/],
    ['eleven radios', modal(label(radios(11))), /more than 10/],
    ['eleven checkboxes', modal(label(boxes(11))), /more than 10/],
    ['26 options', modal(label(select({ options: options(26) }))), /more than 25/],
    ['something disabled', modal(label(select({ disabled: true }))), /disabled/],
    ['none of something required', modal(label(select({ min_values: 0 }))), /required/],
    ['a button', modal({ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'x' }] }), /type/],
  ])('%s', (_, body, why) => {
    expect(modalFaults(body).join('\n')).toMatch(why);
  });
});
