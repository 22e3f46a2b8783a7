/* Asks a window to close, as its close button does, or the window manager to
 * maximise it or to put it back: askwindow close|maximise|restore WINDOW_ID.
 * xdotool can only destroy a window, which no program survives. */
#include <X11/Xlib.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
	Display *display = XOpenDisplay(NULL);
	if (argc != 3 || display == NULL) return 1;
	int close = strcmp(argv[1], "close") == 0;
	Window to = strtoul(argv[2], NULL, 0);
	XEvent event = {0};
	event.xclient.type = ClientMessage;
	event.xclient.window = to;
	event.xclient.format = 32;
	if (close) {
		event.xclient.message_type = XInternAtom(display, "WM_PROTOCOLS", False);
		event.xclient.data.l[0] = (long)XInternAtom(display, "WM_DELETE_WINDOW", False);
		event.xclient.data.l[1] = CurrentTime;
	} else {
		event.xclient.message_type = XInternAtom(display, "_NET_WM_STATE", False);
		event.xclient.data.l[0] = strcmp(argv[1], "maximise") == 0;
		event.xclient.data.l[1] = (long)XInternAtom(display, "_NET_WM_STATE_MAXIMIZED_HORZ", False);
		event.xclient.data.l[2] = (long)XInternAtom(display, "_NET_WM_STATE_MAXIMIZED_VERT", False);
		to = DefaultRootWindow(display);
	}
	long mask = close ? NoEventMask : SubstructureRedirectMask | SubstructureNotifyMask;
	int sent = XSendEvent(display, to, False, mask, &event);
	XCloseDisplay(display); /* flushes */
	return sent ? 0 : 1;
}
