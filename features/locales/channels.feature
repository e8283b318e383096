@locales
Feature: A channel has its own currency and prices from the cart to the charge

  @LO10 @LO11
  Scenario Outline: A purchase in a <kind> currency balances from the cart to the charge, paid by <payment>
    Given I shop through the <kind> channel
    And I have a product with odd cents in my cart
    And I choose standard delivery
    And I choose to pay by <payment>
    When I place my order
    Then my order should be confirmed
    And the books of my purchase should balance
    And exactly 1 confirmation e-mail should reach me in my language

    Examples:
      | kind          | payment |
      | zero-decimal  | card    |
      | zero-decimal  | invoice |
      | three-decimal | card    |
      | three-decimal | invoice |

  @LO13
  Scenario Outline: A product costs what the <kind> channel asks for it
    Given I shop through the <kind> channel
    And I have a product in stock in my cart
    When I open my cart
    Then I should be shown the price of a product in stock

    Examples:
      | kind          |
      | zero-decimal  |
      | three-decimal |

  @LO07
  Scenario Outline: An amount in a <kind> currency is written with its own decimals
    Given I shop through the <kind> channel
    And I have an expensive product in my cart
    When I open my cart
    Then my total should be written the way of my locale

    Examples:
      | kind          |
      | zero-decimal  |
      | three-decimal |

  @LO12
  Scenario: An order stays in the currency in which it was placed
    Given I shop through the zero-decimal channel
    And I have a product in stock in my cart
    When I place my order
    And I open my confirmation in the store's own locale
    Then my total should be that of the confirmation
