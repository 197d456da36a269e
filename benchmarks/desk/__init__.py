"""Made-up reports for the desk: incidents in any number, each told by several outlets, and the truth of what is one."""
