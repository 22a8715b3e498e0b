// Viewer request of the API: routes are named without /api, and both forms are answered.
function handler(event) {
  var request = event.request;
  if (request.uri === '/api' || request.uri.indexOf('/api/') === 0) {
    request.uri = request.uri.slice(4) || '/';
  }
  return request;
}
