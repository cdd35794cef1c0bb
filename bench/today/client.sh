#!/bin/bash
# What `gpu start base-image` does, as people script it with the openstack client: client.sh MACHINE PUBLIC_KEY FLAVOR TYPE ZONE
set -euo pipefail
machine=$1 public_key=$2 flavor=$3 type=$4 zone=$5

openstack keypair create --public-key "$public_key" "$machine-key" -f value -c name
least=$(openstack image show base-image -f value -c min_disk)
if [ -n "$(openstack volume list --name "$machine" -f value -c ID)" ]; then
  echo "a disk named $machine is there already" >&2
  exit 1
fi
openstack volume create "$machine" --image base-image --size $((least > 10 ? least : 10)) \
  --type "$type" --availability-zone "$zone" -f value -c id
until state=$(openstack volume show "$machine" -f value -c status) && [ "$state" = available ]; do
  [[ $state == error* ]] && exit 1
  sleep 1
done
openstack server create "$machine" --wait --flavor "$flavor" --volume "$machine" --key-name "$machine-key" \
  --network net --security-group default --availability-zone "$zone" -f value -c status
address=$(openstack floating ip create external-network -f value -c floating_ip_address)
openstack server add floating ip "$machine" "$address"
echo "$address"
