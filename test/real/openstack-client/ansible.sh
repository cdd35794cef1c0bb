#!/bin/bash
# Plays playbook.yml against the cloud of the OS_* variables: ansible.sh NAME IMAGE NETWORK [FLAVOR]
# With a copy of the openstack.cloud collection that is mended first: bench/today/mended-openstack.py says why.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=$1 image=$2 network=$3 flavor=${4:-SL1.1-1024} zone=${OS_AVAILABILITY_ZONE:-ru-7a}

mkdir -p "$work/ansible_collections/openstack"
cp -r /usr/lib/python3/dist-packages/ansible_collections/openstack/cloud "$work/ansible_collections/openstack/"
cat "$here/../../../bench/today/mended-openstack.py" \
  >> "$work/ansible_collections/openstack/cloud/plugins/module_utils/openstack.py"
ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$work/key"

export ANSIBLE_COLLECTIONS_PATH=$work ANSIBLE_HOME=$work/home ANSIBLE_LOCAL_TEMP=$work/tmp ANSIBLE_REMOTE_TEMP=$work/tmp \
  ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_NOCOWS=1 ANSIBLE_NOCOLOR=1
ansible-playbook "$here/playbook.yml" -e machine="$name" -e image="$image" -e network="$network" -e flavor="$flavor" \
  -e zone="$zone" -e zone_type="fast.$zone" -e key_file="$work/key.pub"
