// Looks every two seconds whether the import is done; without this the link on the page does.

const PAUSE = 2000;

setTimeout(() => location.reload(), PAUSE);
