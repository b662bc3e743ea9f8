// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Refuses ether until it is told otherwise.
contract RefusingOwner {
    bool private _willing;

    function relent() external {
        _willing = true;
    }

    receive() external payable {
        require(_willing, "not now");
    }
}
