namespace Prover.Compute;

/// <summary>One multi-scalar multiplication Σ kᵢ·Pᵢ in G1: as many scalars as points.</summary>
/// <param name="Points">P₀ … Pₙ₋₁.</param>
/// <param name="Scalars">k₀ … kₙ₋₁.</param>
public readonly record struct MsmG1(ResidentG1 Points, ResidentFrVector Scalars);

/// <summary>One multi-scalar multiplication Σ kᵢ·Pᵢ in G2: as many scalars as points.</summary>
/// <param name="Points">P₀ … Pₙ₋₁.</param>
/// <param name="Scalars">k₀ … kₙ₋₁.</param>
public readonly record struct MsmG2(ResidentG2 Points, ResidentFrVector Scalars);
