import { ok } from './answer.ts';
import { containers, formats } from './image-fields.ts';
import type { Json } from './json.ts';
import { routes } from './routes.ts';

/** The schemas glanceclient reads before it creates or changes an image. */
export const imageSchemaRoutes = routes('image', {
  'GET /v2/schemas/image': () => ok(image),
  'GET /v2/schemas/images': () => ok(collection('images', image)),
  'GET /v2/schemas/member': () => ok(member),
  'GET /v2/schemas/members': () => ok(collection('members', member)),
});

const words = (most: number): Json => ({ type: ['null', 'string'], maxLength: most });
const fixed = (type: string | string[]): Json => ({ type, readOnly: true });
const choice = (values: readonly (string | null)[]): Json => ({ type: ['null', 'string'], enum: values });
const uuid = '^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$';

const image: Json = {
  name: 'image',
  properties: {
    id: { type: 'string', pattern: uuid },
    name: words(255),
    status: fixed('string'),
    visibility: { type: 'string', enum: ['community', 'public', 'private', 'shared'] },
    protected: { type: 'boolean' },
    os_hidden: { type: 'boolean' },
    checksum: fixed(['null', 'string']),
    os_hash_algo: fixed(['null', 'string']),
    os_hash_value: fixed(['null', 'string']),
    owner: words(255),
    size: fixed(['null', 'integer']),
    virtual_size: fixed(['null', 'integer']),
    container_format: choice([null, ...containers]),
    disk_format: choice([null, ...formats]),
    created_at: fixed('string'),
    updated_at: fixed('string'),
    tags: { type: 'array', items: { type: 'string', maxLength: 255 } },
    min_ram: { type: 'integer' },
    min_disk: { type: 'integer' },
    self: fixed('string'),
    file: fixed('string'),
    stores: fixed('string'),
    schema: fixed('string'),
  },
  additionalProperties: { type: 'string' },
  links: [
    { rel: 'self', href: '{self}' },
    { rel: 'enclosure', href: '{file}' },
    { rel: 'describedby', href: '{schema}' },
  ],
};

const member: Json = {
  name: 'member',
  properties: {
    member_id: { type: 'string' },
    image_id: { type: 'string', pattern: uuid },
    created_at: { type: 'string' },
    updated_at: { type: 'string' },
    status: { type: 'string', enum: ['pending', 'accepted', 'rejected'] },
    schema: fixed('string'),
  },
};

const collection = (name: string, of: Json): Json => ({
  name,
  properties: {
    [name]: { type: 'array', items: of },
    first: { type: 'string' },
    next: { type: 'string' },
    schema: { type: 'string' },
  },
  links: [
    { rel: 'first', href: '{first}' },
    { rel: 'next', href: '{next}' },
    { rel: 'describedby', href: '{schema}' },
  ],
});
