// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The part of ERC-20 that the rollup uses
interface IERC20 {
    /// @notice Tokens of `account`.
    function balanceOf(address account) external view returns (uint256);

    /// @notice Moves tokens of the caller.
    function transfer(address to, uint256 amount) external returns (bool);

    /// @notice Moves tokens of `from` that it allowed the caller to move.
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}
