import { z } from 'zod';
import { limits } from '../limits/table.ts';
import { block, read } from './args.ts';
import { withIds } from './blocks.ts';
import type { Method } from './chat-methods.ts';
import { stateOf } from './form-state.ts';
import type { Fields, Shown, ViewShape, World } from './model.ts';
import { refuse } from './refusal.ts';
import { ids } from './world.ts';

const deepest = 3;
const largest = 250_000;

const raw = z.looseObject({
  type: z.string(),
  blocks: z.array(block),
  callback_id: z.string().default(''),
  external_id: z.string().default(''),
  private_metadata: z.string().default(''),
  clear_on_close: z.boolean().default(false),
  notify_on_close: z.boolean().default(false),
});
const opening = z.object({ trigger_id: z.string(), view: raw });
const publishing = z.object({ user_id: z.string(), view: raw, hash: z.string().optional() });
const updating = z.object({
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  view: raw,
  hash: z.string().optional(),
});

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open'(world, args) {
    const { trigger_id, view } = read(opening, args);
    checkModal(world, args.view);
    const user = useTrigger(world, trigger_id);
    const shown = show(world, user, view, {});
    world.modals.set(user, [shown]);
    return { view: wire(shown) };
  },
  'views.push'(world, args) {
    const { trigger_id, view } = read(opening, args);
    checkModal(world, args.view);
    const user = useTrigger(world, trigger_id);
    return { view: wire(push(world, user, view)) };
  },
  'views.update'(world, args) {
    const { view_id, external_id, view, hash } = read(updating, args);
    checkModal(world, args.view);
    const shown = [...world.modals.values()].flat().find((one) => {
      if (view_id !== undefined) return one.view.id === view_id;
      return external_id !== undefined && one.view.external_id === external_id;
    });
    if (!shown) return refuse('not_found');
    if (hash !== undefined && hash !== shown.view.hash) refuse('hash_conflict');
    return { view: wire(replace(world, shown, view)) };
  },
  'views.publish'(world, args) {
    const { user_id, view, hash } = read(publishing, args);
    if (!world.members.has(user_id)) refuse('user_not_found');
    if (view.type !== 'home') refuse('invalid_arguments', ['a home is published [json-pointer:/view/type]']);
    complain(world.limits.homeFaults(args.view));
    const before = world.homes.get(user_id);
    if (before && hash !== undefined && hash !== before.view.hash) refuse('hash_conflict');
    const shown = before ? before : show(world, user_id, view, {});
    if (before) replace(world, before, view);
    world.homes.set(user_id, shown);
    return { view: wire(shown) };
  },
};

/** Something a person did: for three seconds it lets the app show that person one form. */
export function trigger(world: World, user: string): string {
  const id = `${Math.floor(world.clock.now())}.${ids.team.length}${world.triggers.size}.${world.id('t').toLowerCase()}`;
  world.triggers.set(id, { user, until: world.clock.now() + limits.time.trigger, used: false });
  return id;
}

function useTrigger(world: World, id: string): string {
  const found = world.triggers.get(id);
  if (!found) return refuse('invalid_trigger_id');
  if (found.used) refuse('exchanged_trigger_id');
  if (world.clock.now() >= found.until) refuse('expired_trigger_id');
  found.used = true;
  return found.user;
}

/** What an app may answer to a form that was sent: `response_action`. */
export function respond(world: World, shown: Shown, answer: unknown): void {
  const action = z
    .discriminatedUnion('response_action', [
      z.object({ response_action: z.literal('clear') }),
      z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
      z.object({ response_action: z.literal('update'), view: raw }),
      z.object({ response_action: z.literal('push'), view: raw }),
    ])
    .safeParse(answer).data;
  const stack = world.modals.get(shown.user) ?? [];
  if (!action)
    return void world.modals.set(
      shown.user,
      stack.filter((one) => one !== shown),
    );
  if (action.response_action === 'clear') return void world.modals.delete(shown.user);
  if (action.response_action === 'errors') return;
  checkModal(world, (answer as { view: unknown }).view); // the parse above found it there
  if (action.response_action === 'update') replace(world, shown, action.view);
  else push(world, shown.user, action.view);
}

export const wire = ({ view, state }: Shown): ViewShape => ({ ...view, state: { values: state } });

function push(world: World, user: string, view: z.output<typeof raw>): Shown {
  const stack = world.modals.get(user) ?? [];
  if (stack.length >= deepest) refuse('push_limit_reached');
  const [root, top] = [stack[0], stack.at(-1)];
  if (!root || !top) return refuse('not_found');
  const shown = show(world, user, view, { root_view_id: root.view.id, previous_view_id: top.view.id });
  world.modals.set(user, [...stack, shown]);
  return shown;
}

function replace(world: World, shown: Shown, view: z.output<typeof raw>): Shown {
  const { id, root_view_id, previous_view_id } = shown.view;
  const next = show(world, shown.user, view, { id, root_view_id, previous_view_id });
  shown.view = next.view;
  shown.state = stateOf(next.view.blocks, shown.state);
  return shown;
}

function show(world: World, user: string, view: z.output<typeof raw>, over: Fields): Shown {
  const id = world.id('V');
  const blocks = withIds(world, view.blocks);
  const shape = {
    team_id: ids.team,
    app_id: ids.app,
    bot_id: ids.bot,
    app_installed_team_id: ids.team,
    title: null,
    close: null,
    submit: null,
    ...view,
    id,
    blocks,
    root_view_id: id,
    previous_view_id: null,
    hash: `${Math.floor(world.clock.now() / 1_000)}.${world.id('h').toLowerCase()}`,
    ...over,
  };
  return { user, view: shape, state: stateOf(blocks), offered: new Map() };
}

function checkModal(world: World, view: unknown): void {
  if (JSON.stringify(view).length > largest) refuse('view_too_large');
  complain(world.limits.modalFaults(view));
}

function complain(faults: readonly string[]): void {
  if (faults.length > 0) refuse('invalid_arguments', faults);
}
