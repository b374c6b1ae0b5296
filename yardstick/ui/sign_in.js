// The password was right: post the ticket, so that the server can set a cookie no script reads.
// The button beside it does the same for whoever has switched scripts off.
document.getElementById("ys-ticket").requestSubmit();
