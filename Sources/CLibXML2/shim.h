#include <libxml/xmlversion.h>
/* Some builds of libxml2 convert text with ICU and then drag ICU's headers in, which clash with the copy inside
   Foundation where a test imports both. Only the layout of a converter depends on it, and Onpar never looks into one. */
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
