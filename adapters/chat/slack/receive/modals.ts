import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Form, Locale, Log, View } from '#kit';
import type { Client } from '../send/client.ts';
import type { Drawing } from '../send/drawing.ts';
import { refusalOf } from '../send/failures.ts';
import { type Patience, patiently } from '../send/patiently.ts';
import { type Meta, writeMeta } from './meta.ts';

/** Forms and what is said in their place. */
export interface Modals {
  form(form: Form, meta: Omit<Meta, 'command'>, locale: Locale): types.ModalView;
  loading(meta: Omit<Meta, 'command'>, locale: Locale): types.ModalView;
  notice(view: View, meta: Omit<Meta, 'command'>, locale: Locale): Promise<types.ModalView>;
  /** The id of the view; undefined where it could not be opened any more. */
  open(trigger: string, view: types.ModalView): Promise<string | undefined>;
  /** False when the person has closed it meanwhile. */
  change(id: string, view: types.ModalView): Promise<boolean>;
}

const opened = z.object({ view: z.object({ id: z.string() }) });

export function createModals(client: Client, drawing: Drawing, by: Patience, log: Log): Modals {
  const withMeta = (view: types.ModalView, meta: Omit<Meta, 'command'>): types.ModalView => ({
    ...view,
    private_metadata: writeMeta({ command: '', ...meta }),
  });
  return {
    form(form, meta, locale) {
      const secrets = form.fields.flatMap(({ kind, name }) => (kind === 'secret' ? [name] : []));
      const all = { ...meta, command: form.command, ...(secrets.length > 0 ? { secrets } : {}) };
      return drawing.form(form, locale, writeMeta(all));
    },
    loading: (meta, locale) => withMeta(drawing.loading(locale), meta),
    notice: async (view, meta, locale) => withMeta(await drawing.notice(view, locale), meta),
    async open(trigger, view) {
      try {
        return opened.parse(await client.views.open({ trigger_id: trigger, view })).view.id;
      } catch (error) {
        log.info({ refused: refusalOf(error) ?? String(error) }, 'a form could not be opened');
        return undefined;
      }
    },
    async change(id, view) {
      try {
        await patiently(() => client.views.update({ view_id: id, view }), by);
        return true;
      } catch (error) {
        log.info({ refused: refusalOf(error) ?? String(error) }, 'a form could not be changed');
        return false;
      }
    },
  };
}
