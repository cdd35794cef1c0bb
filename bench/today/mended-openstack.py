# Debian's openstack.cloud 1.10 and its openstacksdk 0.101 do not fit together: the collection wants an SDK below 0.99,
# and answers with objects that Ansible cannot write down. This goes at the end of a copy of its
# plugins/module_utils/openstack.py.
MAXIMUM_SDK_VERSION = None


def _written_down(value):
    value = value.to_dict() if hasattr(value, 'to_dict') else value
    if isinstance(value, dict):
        return dict((key, _written_down(each)) for key, each in value.items())
    return [_written_down(each) for each in value] if isinstance(value, (list, tuple)) else value


_begin = OpenStackModule.__init__


def _begin_mended(self):
    _begin(self)
    answer = self.ansible.exit_json
    self.exit = self.exit_json = self.ansible.exit_json = lambda **result: answer(**_written_down(result))


OpenStackModule.__init__ = _begin_mended
