/* Asks a window to close, as its close button does: closewindow WINDOW_ID.
 * xdotool can only destroy a window, which no program survives. */
#include <X11/Xlib.h>
#include <stdlib.h>

int main(int argc, char **argv) {
	Display *display = XOpenDisplay(NULL);
	if (argc != 2 || display == NULL) return 1;
	Window window = strtoul(argv[1], NULL, 0);
	XEvent event = {0};
	event.xclient.type = ClientMessage;
	event.xclient.window = window;
	event.xclient.message_type = XInternAtom(display, "WM_PROTOCOLS", False);
	event.xclient.format = 32;
	event.xclient.data.l[0] = (long)XInternAtom(display, "WM_DELETE_WINDOW", False);
	event.xclient.data.l[1] = CurrentTime;
	int sent = XSendEvent(display, window, False, NoEventMask, &event);
	XCloseDisplay(display); /* flushes */
	return sent ? 0 : 1;
}
