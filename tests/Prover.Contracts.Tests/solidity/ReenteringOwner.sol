// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Receives ether and calls the sender again before it is done; remembers whether that worked.
contract ReenteringOwner {
    bytes private _data;
    uint256 public received;
    bool public succeeded;
    bytes public answer;

    function arm(bytes calldata data) external {
        _data = data;
    }

    receive() external payable {
        received += msg.value;
        if (_data.length != 0) {
            (succeeded, answer) = msg.sender.call(_data);
        }
    }
}
