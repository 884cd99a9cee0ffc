# Installing and packing; included by the Makefile of the house, whose `build` leaves ./onpar.

PREFIX ?= /usr/local
DESTDIR ?=
# Where `make deb` leaves the package.
DEB_FOLDER ?= .

# Under sudo nothing is compiled: what the user built is installed.
BUILT := $(if $(SUDO_USER),onpar,build)

.PHONY: install uninstall deb deb-test

install: $(BUILT) ## install program, manual, completions and documents: make install PREFIX=/usr/local DESTDIR=
	@Scripts/install-dependencies.sh python3=python3
	@DESTDIR='$(DESTDIR)' Scripts/packaging/install.sh ./onpar '$(PREFIX)'

uninstall: ## remove what `make install` put there, with the same PREFIX and DESTDIR
	@DESTDIR='$(DESTDIR)' Scripts/packaging/install.sh --remove '$(PREFIX)'

# A package names the libraries that it needs, and the distribution keeps them up to date.
deb deb-test: SHARED := 1

deb: $(BUILT) ## make a Debian package for machines like this one
	@Scripts/install-dependencies.sh python3=python3 dpkg-shlibdeps=dpkg-dev
	@Scripts/packaging/deb.sh ./onpar '$(DEB_FOLDER)'

deb-test: deb ## check the package with lintian, and run it in a clean system (root, debootstrap)
	@Scripts/packaging/deb-test.sh ./onpar '$(DEB_FOLDER)'

onpar:
	@echo 'There is no ./onpar yet: run make build without sudo first.' >&2; exit 1
