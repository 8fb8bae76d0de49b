"""What anyio names of `ssl` when it is imported. Nothing is encrypted within a browser tab: the browser has done it."""


class SSLContext: ...


class SSLError(OSError): ...
