export { SigningEventUnreadable } from './signing-event-unreadable';
