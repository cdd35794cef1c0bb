import { plainOpenstack } from '../../adapters/cloud/openstack/profile.ts';
import { selectelProfile } from '../../adapters/cloud/selectel/profile.ts';
import { cloudContract } from '../contract/cloud.ts';
import { underTest } from './practice-cloud.ts';

cloudContract('openstack', () => underTest(plainOpenstack));
cloudContract('selectel', () => underTest(selectelProfile));
