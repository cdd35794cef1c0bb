#!/bin/bash
# Plays playbook.yml against the cloud of the OS_* variables: ansible.sh NAME IMAGE NETWORK [FLAVOR]
# Debian's openstack.cloud 1.10 refuses Debian's SDK and stumbles over its result objects; a copy of it is mended first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=$1 image=$2 network=$3 flavor=${4:-SL1.1-1024} zone=${OS_AVAILABILITY_ZONE:-ru-7a}

mkdir -p "$work/ansible_collections/openstack"
cp -r /usr/lib/python3/dist-packages/ansible_collections/openstack/cloud "$work/ansible_collections/openstack/"
python3 - "$work/ansible_collections/openstack/cloud/plugins/module_utils/openstack.py" <<'PY'
import re, sys
path = sys.argv[1]
code = open(path).read()
code = re.sub(r'(?m)^MAXIMUM_SDK_VERSION = .*$', "MAXIMUM_SDK_VERSION = '99.0'", code)
code = re.sub(r'self\.exit = self\.exit_json = .*',
              'self.exit = self.exit_json = lambda **all: self.ansible.exit_json(**as_data(all))', code)
code += '''

def as_data(value):
    value = value.to_dict() if hasattr(value, 'to_dict') else value
    if isinstance(value, dict):
        return {key: as_data(one) for key, one in value.items()}
    return [as_data(one) for one in value] if isinstance(value, (list, tuple)) else value
'''
open(path, 'w').write(code)
PY
ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$work/key"

export ANSIBLE_COLLECTIONS_PATH=$work ANSIBLE_HOME=$work/home ANSIBLE_LOCAL_TEMP=$work/tmp ANSIBLE_REMOTE_TEMP=$work/tmp \
  ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_NOCOWS=1 ANSIBLE_NOCOLOR=1
ansible-playbook "$here/playbook.yml" -e machine="$name" -e image="$image" -e network="$network" -e flavor="$flavor" \
  -e zone="$zone" -e zone_type="fast.$zone" -e key_file="$work/key.pub"
