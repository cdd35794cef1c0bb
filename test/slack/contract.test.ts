import { chatContract } from '../contract/chat.ts';
import { sitDown } from './seat.ts';

chatContract('slack over Socket Mode', (desk) => sitDown(desk, 'socket'));
chatContract('slack over HTTP', (desk) => sitDown(desk, 'http'));
