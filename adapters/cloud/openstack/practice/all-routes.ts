import { credentialRoutes } from './credentials.ts';
import { discoveryRoutes } from './discovery.ts';
import { extensionRoutes } from './extensions.ts';
import { flavorRoutes } from './flavors.ts';
import { floatingIpRoutes } from './floatingips.ts';
import { identityRoutes } from './identity.ts';
import { imageDataRoutes } from './image-data.ts';
import { imageImportRoutes } from './image-import.ts';
import { imagePatchRoutes } from './image-patch.ts';
import { imageSchemaRoutes } from './image-schemas.ts';
import { imageRoutes } from './images.ts';
import { keypairRoutes } from './keypairs.ts';
import { limitRoutes } from './limits.ts';
import { networkRoutes } from './networks.ts';
import { portRoutes } from './ports.ts';
import { routerRoutes } from './routers.ts';
import type { Route } from './routes.ts';
import { groupRoutes } from './security-groups.ts';
import { ruleRoutes } from './security-rules.ts';
import { serverActionRoutes } from './server-actions.ts';
import { serverLabelRoutes } from './server-labels.ts';
import { serverPartRoutes } from './server-parts.ts';
import { serverRoutes } from './servers.ts';
import { snapshotRoutes } from './snapshots.ts';
import { subnetRoutes } from './subnets.ts';
import { volumeActionRoutes } from './volume-actions.ts';
import { typeRoutes } from './volume-types.ts';
import { volumeRoutes } from './volumes.ts';

/** Every address of every service; the first that fits is taken. */
export const all: readonly Route[] = [
  ...identityRoutes,
  ...credentialRoutes,
  ...discoveryRoutes,
  ...serverRoutes,
  ...serverActionRoutes,
  ...serverLabelRoutes,
  ...serverPartRoutes,
  ...flavorRoutes,
  ...keypairRoutes,
  ...limitRoutes,
  ...volumeRoutes,
  ...volumeActionRoutes,
  ...snapshotRoutes,
  ...typeRoutes,
  ...imageSchemaRoutes,
  ...imageImportRoutes,
  ...imageDataRoutes,
  ...imagePatchRoutes,
  ...imageRoutes,
  ...networkRoutes,
  ...extensionRoutes,
  ...subnetRoutes,
  ...portRoutes,
  ...routerRoutes,
  ...floatingIpRoutes,
  ...groupRoutes,
  ...ruleRoutes,
];
