namespace Prover.Groth16;

/// <summary>Types of the sections of a proving key file. Numbers are never used again for something else.</summary>
internal enum ProvingKeySection : uint
{
    /// <summary>One <see cref="ProvingKeyInfo"/>.</summary>
    Info = 1,

    /// <summary>G1: α, β, δ.</summary>
    ElementsG1 = 2,

    /// <summary>G2: β, γ, δ.</summary>
    ElementsG2 = 3,

    /// <summary>G1: ICᵢ for the constant one and each public input.</summary>
    Ic = 4,

    /// <summary>𝔽r: the distinct coefficients of the matrices, 1 and −1 first.</summary>
    Coefficients = 5,

    /// <summary>32-bit numbers: row starts of A, with a row for each public input after the constraints.</summary>
    RowStartsA = 16,

    /// <summary>32-bit numbers: columns of A.</summary>
    ColumnsA = 17,

    /// <summary>32-bit numbers: coefficient numbers of A.</summary>
    CoefficientsA = 18,

    /// <summary>As for A; constraints only.</summary>
    RowStartsB = 19,

    /// <summary>As for A.</summary>
    ColumnsB = 20,

    /// <summary>As for A.</summary>
    CoefficientsB = 21,

    /// <summary>As for B; only to name the constraint that an assignment violates.</summary>
    RowStartsC = 22,

    /// <summary>As for A.</summary>
    ColumnsC = 23,

    /// <summary>As for A.</summary>
    CoefficientsC = 24,

    /// <summary>32-bit numbers: wires i with uᵢ(τ) ≠ 0.</summary>
    WiresA = 32,

    /// <summary>G1: [uᵢ(τ)] of those wires.</summary>
    PointsA = 33,

    /// <summary>32-bit numbers: wires i with vᵢ(τ) ≠ 0.</summary>
    WiresB = 34,

    /// <summary>G1: [vᵢ(τ)] of those wires.</summary>
    PointsB1 = 35,

    /// <summary>G2: [vᵢ(τ)] of those wires.</summary>
    PointsB2 = 36,

    /// <summary>G1: [(βuᵢ(τ) + αvᵢ(τ) + wᵢ(τ))/δ] of the private wires.</summary>
    PointsC = 37,

    /// <summary>G1: [L₂ᵢ₊₁(τ)/δ] of the Lagrange basis of twice the domain.</summary>
    PointsH = 38,
}
